import { expect, test } from '@jest/globals';
import { instructionLine } from './instruction-line.ts';

test.each([
  { name: 'one line', dockerfile: 'FROM scratch\nCOPY a /a\n', instruction: 'COPY a /a', expected: 2 },
  { name: 'continued', dockerfile: 'FROM x\nRUN a && \\\n    b\nRUN c', instruction: 'RUN a &&     b', expected: 2 },
  { name: 'after a continued one', dockerfile: 'RUN a \\\n b\nRUN c\n', instruction: 'RUN c', expected: 3 },
  { name: 'with a comment within', dockerfile: 'RUN a \\\n# why\n  b', instruction: 'RUN a   b', expected: 1 },
  { name: 'Windows line ends', dockerfile: 'FROM x\r\nRUN c\r\n', instruction: 'RUN c', expected: 2 },
  { name: 'written twice: no one knows which', dockerfile: 'RUN c\nRUN c', instruction: 'RUN c', expected: undefined },
  { name: 'not there', dockerfile: 'FROM x', instruction: 'RUN c', expected: undefined },
])('$name', ({ dockerfile, instruction, expected }) => {
  expect(instructionLine(dockerfile, instruction)).toBe(expected);
});
