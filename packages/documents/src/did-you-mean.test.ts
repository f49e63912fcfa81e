import { expect, test } from '@jest/globals';
import { didYouMean } from './index.ts';

const known = ['cpu', 'memory', 'family', 'networkMode', 'containerDefinitions'];

test.each([
  { word: 'memroy', meant: 'memory' },
  { word: 'Memory', meant: 'memory' },
  { word: 'network_mode', meant: 'networkMode' },
  { word: 'containerDefinition', meant: 'containerDefinitions' },
  { word: 'cpus', meant: 'cpu' },
  { word: 'fmaliy', meant: 'family' },
  { word: 'volumes', meant: undefined },
  { word: 'gpu', meant: 'cpu' },
  { word: 'xyz', meant: undefined },
  { word: '', meant: undefined },
])('$word: $meant', ({ word, meant }) => {
  expect(didYouMean(word, known)).toBe(meant);
});

test('of two that are near the nearer one is meant', () => {
  expect(didYouMean('workers', ['walker', 'worker', 'works'])).toBe('worker');
});
