import { eachLine, explain, start } from "./process.js";

const WATCH = ["watch", "--output-format", "jsonl", "--exit-on-stdin-close"];
const PATIENCE = 5_000; // milliseconds until it is killed

/**
 * Run `cssgen watch`.
 *
 * @param onEvent called with each event
 * @param onTrouble called with what it says on standard error, and if it ends by itself
 * @returns {{ stop: () => Promise<void> }} `stop` ends it
 */
export function startWatching(command, paths, root, { onEvent, onTrouble }) {
  const child = start(command, [...WATCH, ...paths], root);
  const end = () => child.kill();
  let stopping = false;

  eachLine(child.stdout, (line) => (line.startsWith("{") ? onEvent(JSON.parse(line)) : onTrouble(line)));
  eachLine(child.stderr, onTrouble);
  process.once("exit", end);

  const ended = new Promise((resolve) => {
    child.on("error", (error) => {
      onTrouble(explain(error, command));
      resolve();
    });
    child.on("exit", (code, signal) => {
      process.off("exit", end);
      if (!stopping) onTrouble(`cssgen watch has ended (${signal ?? `exit code ${code}`})`);
      resolve();
    });
  });

  return {
    async stop() {
      stopping = true;
      end();
      const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
      await ended;
      clearTimeout(timer);
    },
  };
}
