import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Start cssgen.
 *
 * Its standard input is a pipe that ends with this process, however that ends.
 *
 * @returns {import("node:child_process").ChildProcess} which emits "error" if there is no such program
 */
export function start([program, ...first], rest, cwd) {
  return spawn(program, [...first, ...rest], { cwd, stdio: "pipe", windowsHide: true });
}

/** What is wrong if a program cannot be started. */
export function explain(error, command) {
  if (error.code !== "ENOENT") return error.message;
  return `there is no ${command[0]}: run \`pip install cssgen\`, or name it by the option \`command\``;
}

/** Call `onLine` with each line of a stream. */
export function eachLine(stream, onLine) {
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", onLine);
}
