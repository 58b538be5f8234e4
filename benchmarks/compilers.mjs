// What compilers make of stylesheets: lines of JSON on standard input, one answer a line.
//
//   node benchmarks/compilers.mjs NODE_MODULES < QUESTIONS
//
// `{"language": "scss" | "less" | "css", "text": …}` is answered with an object: for each version of the compiler of that
// language `{"css": …}`, as Lightning CSS writes it for browsers without nesting, or `{"error": …}`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/`);
const { transform } = require('lightningcss');
const [sass, oldestSass] = [require('sass'), require('sass-oldest')];
const [less, oldestLess] = [require('less'), require('less-oldest')].map((module) => module.default ?? module);

console.warn = () => {};
const compilers = {
  css: { plain: async (text) => text },
  scss: {
    sass: async (data) => sass.compileString(data, { logger: sass.Logger.silent }).css,
    'sass-oldest': async (data) => String(oldestSass.renderSync({ data }).css),
  },
  less: {
    less: async (data) => (await less.render(data)).css,
    'less-oldest': async (data) => (await oldestLess.render(data)).css,
    'less with math=always': async (data) => (await less.render(data, { math: 'always' })).css,
  },
};

// Less joins the queries of nested `@media print` by `and`, which is no CSS: such a rule counts for nothing.
const options = { filename: 'a.css', minify: true, errorRecovery: true, targets: { chrome: 100 << 16 } };

const normalise = (css) => {
  const { code: out } = transform({ ...options, code: Buffer.from(css) });
  return out.toString().replace(/\s*([/,])\s*/g, '$1');
};

const ask = async ({ language, text }) => {
  const answers = {};
  for (const [name, compile] of Object.entries(compilers[language])) {
    try {
      answers[name] = { css: normalise(await compile(text)) };
    } catch (error) {
      answers[name] = { error: String(error.message).split('\n')[0] };
    }
  }
  return answers;
};

for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  process.stdout.write(`${JSON.stringify(await ask(JSON.parse(line)))}\n`);
}
