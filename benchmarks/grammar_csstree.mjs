// What css-tree, with the corrections of csstools, says of sampled declarations.
//
//   npm install css-tree @csstools/css-syntax-patches-for-csstree
//   node benchmarks/grammar_csstree.mjs VALUES.jsonl
//
// VALUES.jsonl comes from `python benchmarks/grammar_samples.py --values VALUES.jsonl`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const csstree = require('css-tree');
const { next } = JSON.parse(
  readFileSync(require.resolve('@csstools/css-syntax-patches-for-csstree/dist/index.json'), 'utf8'),
);
const { lexer } = csstree.fork({ properties: next.properties, types: next.types, atrules: next.atrules });
// css-tree does not judge what holds a variable.
const isAccepted = ({ property, value }) => {
  const { error } = lexer.matchProperty(property, csstree.parse(value, { context: 'value' }));
  return error === null || (value.includes('var(') && /var\(\)/.test(error.message));
};

const rows = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
// It does not know env(), which may stand for any length.
const judged = rows
  .map(({ property, value }) => ({ property, value: value.replace(/ !important$/, '') }))
  .filter(({ property, value }) => !property.startsWith('--') && !value.includes('env('));
const refused = judged.filter((row) => !isAccepted(row));
const share = 1 - refused.length / judged.length;
console.log(`css-tree accepts ${judged.length - refused.length} of ${judged.length} values: ${(100 * share).toFixed(2)} %`);

const byProperty = {};
for (const { property, value } of refused) (byProperty[property] ??= []).push(value.slice(0, 70));
for (const [property, values] of Object.entries(byProperty).sort((a, b) => b[1].length - a[1].length)) {
  console.log(`  ${String(values.length).padStart(4)} ${property}: ${values.slice(0, 3).join(' | ')}`);
}
