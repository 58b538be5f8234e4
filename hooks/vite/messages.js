/** What each event of `cssgen watch --output-format jsonl` says; types that are not here say nothing. */
const MESSAGES = {
  ready: ({ files, directories }) =>
    `watching ${count(files, "stylesheet")} in ${count(directories, "directory", "directories")}`,
  polling: ({ reason, seconds }) => `looking at all files every ${seconds} s: ${reason}`,
  model: ({ model, engine, seconds }) => `the model ${model} is loaded (${seconds.toFixed(1)} s, ${engine})`,
  fill: ({ prompt, text, seconds, engine }) => {
    const time = seconds == null ? [] : [`${seconds.toFixed(1)} s`];
    return `filled "${prompt}" (${[count(text.split("\n").length, "line"), ...time, engine].join(", ")})`;
  },
  finding: ({ message, code }) => `${message} [${code}]`,
  discarded: () => "a fill is discarded: its marker was changed meanwhile",
  paused: ({ operation }) => `paused: ${operation} in progress`,
  resumed: ({ operation }) => `resumed: ${operation} has ended`,
  error: ({ message }) => message,
};

/** An event, or a finding of `cssgen check`, on one line that begins with its place; empty if it says nothing. */
export function describe(event) {
  const message = MESSAGES[event.type ?? "finding"]?.(event);
  if (!message) return "";
  const place = [event.path, event.line, event.column].filter(Boolean).join(":");
  return escapeControls(place ? `${place}: ${message}` : message);
}

/** Whether an event says that something could not be done. */
export function isTrouble({ type, severity }) {
  return type === "error" || severity === "error";
}

function count(number, noun, nouns = `${noun}s`) {
  return `${number} ${number === 1 ? noun : nouns}`;
}

/** File names and prompts must not steer a terminal. */
function escapeControls(text) {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1).replace("\x7f", "\\u007f"));
}
