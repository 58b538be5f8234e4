import { explain, start } from "./process.js";

const CHECK = ["check", "--output-format", "json"];

/**
 * The markers that are left, and what else is wrong with markers.
 *
 * @returns {Promise<object[]>} findings of severity "error", as `cssgen check --output-format json` has them
 */
export function findMarkers(command, paths, root) {
  const child = start(command, [...CHECK, ...paths], root);
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => (said[name] += text));
  }
  return new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new Error(explain(error, command))));
    child.on("close", () => {
      try {
        resolve(JSON.parse(said.stdout).findings.filter(({ severity }) => severity === "error"));
      } catch {
        reject(new Error(said.stderr.trim() || "cssgen check said nothing"));
      }
    });
  });
}
