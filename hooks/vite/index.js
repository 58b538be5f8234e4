/**
 * cssgen for Vite: `cssgen watch` beside the dev server, `cssgen check` before a build.
 *
 * Nothing is generated inside a transform: Vite serves and builds the files that are on the disk, and a fill reaches
 * the page as every other save does.
 */

import { findMarkers } from "./check.js";
import { describe, isTrouble } from "./messages.js";
import { Overlay } from "./overlay.js";
import { startWatching } from "./watch.js";

export default function cssgen({ command = ["cssgen"], paths = ["."], overlay = true } = {}) {
  let config;
  let watching;

  return {
    name: "cssgen",

    configResolved(resolved) {
      config = resolved;
    },

    configureServer(server) {
      if (process.env.VITEST) return; // a test run is no place to write into sources
      const { logger, root } = server.config;
      const shown = overlay ? new Overlay(server, (path) => findMarkers(command, [path], root)) : undefined;
      watching = startWatching(command, paths, root, {
        onEvent(event) {
          const message = describe(event);
          if (message) logger[isTrouble(event) ? "error" : "info"](`cssgen: ${message}`, { timestamp: true });
          shown?.note(event);
        },
        onTrouble(message) {
          logger.warn(`cssgen: ${message}`, { timestamp: true });
        },
      });
    },

    async buildStart() {
      if (config.command !== "build") return;
      const findings = await findMarkers(command, paths, config.root);
      if (findings.length > 0) {
        const [{ path, line, column }] = findings;
        const list = findings.map((finding) => `  ${describe(finding)}`).join("\n");
        this.error({
          message: `markers are left: run \`${command.join(" ")} fill ${paths.join(" ")}\`\n${list}`,
          loc: path ? { file: path, line, column } : undefined,
        });
      }
    },

    // Vite calls it for a dev server too, when that closes.
    async closeBundle() {
      await watching?.stop();
    },
  };
}
