import { expect, test } from '@jest/globals';
import { csvRecords } from './csv-records.ts';

test.each<{ name: string; text: string; records: string[][] }>([
  { name: 'lines without quotes', text: 'A=1\nB=2', records: [['A=1'], ['B=2']] },
  { name: 'fields', text: 'a,b\nc', records: [['a', 'b'], ['c']] },
  { name: 'a line in quotes', text: '"VERSION=1.2"', records: [['VERSION=1.2']] },
  {
    name: 'a line in quotes, indented',
    text: 'A=1\n  "VERSION=1.2"  \nB=2',
    records: [['A=1'], ['VERSION=1.2'], ['B=2']],
  },
  { name: 'commas in quotes', text: '"NAMES=a,b"', records: [['NAMES=a,b']] },
  { name: 'line ends in quotes', text: '"KEY=a\r\n\nb"\nB=2', records: [['KEY=a\n\nb'], ['B=2']] },
  { name: 'quotes in quotes', text: '"JSON={""a"":1}"', records: [['JSON={"a":1}']] },
  { name: 'quotes around a value are a part of it', text: 'VERSION="1.2"', records: [['VERSION="1.2"']] },
  { name: 'quotes around a name as well', text: '"VERSION"=1.2', records: [['"VERSION"=1.2']] },
  { name: 'JSON as a value', text: 'JSON={"a":1,"b":2}', records: [['JSON={"a":1', '"b":2}']] },
  { name: 'JSON with blanks', text: 'JSON=["a", "b"]', records: [['JSON=["a"', ' "b"]']] },
  { name: 'a line in single quotes', text: `'VERSION=1.2'`, records: [['VERSION=1.2']] },
  { name: 'commas in single quotes', text: `'a,b'\nc`, records: [['a', 'b'], ['c']] },
  { name: 'apostrophes', text: `TITLE='a' and 'b'\n'n'`, records: [[`TITLE='a' and 'b'`], ['n']] },
  { name: 'nothing', text: '', records: [] },
])('$name', ({ text, records }) => {
  expect(csvRecords(text)).toEqual(records);
});

test.each(['"VERSION=1.2', 'A=1\n"B=2\nC=3'])('a quote that is never closed: %j', (text) => {
  expect(csvRecords(text)).toBeUndefined();
});
