import type { Plugin } from "vite";

export interface CssgenOptions {
  /** The program and its first arguments, such as `["uv", "run", "cssgen"]`. Default: `["cssgen"]`. */
  command?: string[];
  /** Stylesheets and directories, relative to Vite's root. Default: `["."]`. */
  paths?: string[];
  /** Whether markers that could not be filled are shown in Vite's overlay too. Default: `true`. */
  overlay?: boolean;
}

/** `cssgen watch` beside the dev server, `cssgen check` before a build. */
export default function cssgen(options?: CssgenOptions): Plugin;
