// What css-tree says of texts and of declarations: lines of JSON on standard input, one answer a line.
//
//   node benchmarks/csstree.mjs NODE_MODULES < QUESTIONS
//
// `{"text": …}` is answered with its tokens as `[name, start, end]`, offsets in code points; `{"property": …, "value": …}`
// with `null` if the lexer, with the corrections of csstools, takes the declaration, else with what is wrong.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/`);
const csstree = require('css-tree');
const patches = require.resolve('@csstools/css-syntax-patches-for-csstree/dist/index.json');
const { next } = JSON.parse(readFileSync(patches, 'utf8'));
const { lexer } = csstree.fork({ properties: next.properties, types: next.types, atrules: next.atrules });

const countCodePoints = (text) => {
  const points = new Uint32Array(text.length + 1);
  for (let unit = 0, point = 0; unit < text.length; unit += 1) {
    points[unit] = point;
    const isPair = /[\ud800-\udbff]/.test(text[unit]) && /[\udc00-\udfff]/.test(text[unit + 1] ?? '');
    if (isPair) points[(unit += 1)] = point;
    points[unit + 1] = point += 1;
  }
  return points;
};

const tokenize = ({ text }) => {
  const points = countCodePoints(text);
  const tokens = [];
  // An escape at the end of a text takes it beyond.
  const place = (unit) => points[Math.min(unit, text.length)];
  csstree.tokenize(text, (type, start, end) => tokens.push([csstree.tokenNames[type], place(start), place(end)]));
  return tokens;
};

const judge = ({ property, value }) => {
  try {
    return lexer.matchProperty(property, csstree.parse(value, { context: 'value' })).error?.message ?? null;
  } catch (error) {
    return error.message;
  }
};

const questions = readFileSync(0, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
process.stdout.write(questions.map((question) => `${JSON.stringify('text' in question ? tokenize(question) : judge(question))}\n`).join(''));
