import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, isTrouble } from "./messages.js";

const UPDATE = 200; // milliseconds in which Vite tells its clients of a change

/** Markers that could not be filled, in the overlay of Vite's client, for as long as they are in their files. */
export class Overlay {
  #server;
  #findMarkers;
  #troubles = new Map();

  /**
   * @param server Vite's
   * @param findMarkers the markers that are left in a file
   */
  constructor(server, findMarkers) {
    this.#server = server;
    this.#findMarkers = findMarkers;
    server.watcher.on("change", (path) => this.#review(resolve(path)));
    // A page that is opened later has missed what was said before.
    server.ws.on("connection", () => this.#showAll());
  }

  /** Show what an event says, if it is trouble with a file. */
  note(event) {
    if (!event.path || !isTrouble(event)) return;
    this.#troubles.set(this.#locate(event.path), { event, changes: 0 });
    this.#show(event);
  }

  /** An update takes the overlay away, be it that of another marker's fill. */
  async #review(path) {
    const trouble = this.#troubles.get(path);
    if (!trouble) return;
    const change = ++trouble.changes;
    const [findings] = await Promise.all([this.#findMarkers(path).catch(() => []), setTimeout(UPDATE)]);
    if (change !== trouble.changes || trouble !== this.#troubles.get(path)) return; // there is newer news
    if (findings.length === 0) {
      this.#troubles.delete(path);
      // A page that was loaded meanwhile has been told of it.
      this.#server.ws.send({ type: "update", updates: [] });
    }
    this.#showAll();
  }

  #showAll() {
    this.#troubles.forEach(({ event }) => this.#show(event));
  }

  #show(event) {
    const { path, line, column } = event;
    const id = this.#locate(path);
    const loc = line ? { file: id, line, column } : undefined;
    this.#server.ws.send({
      type: "error",
      err: { plugin: "cssgen", message: describe(event), stack: "", id, loc },
    });
  }

  #locate(path) {
    return resolve(this.#server.config.root, path);
  }
}
