import { Diagnostics, type Json } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { inOwnEnvironment } from './monitoring-in-environment.ts';
import { aDocument, placed } from '../test/stacks.ts';

const BASE = {
  environment: undefined,
  region: 'eu-central-1',
  cluster: { name: 'shop-prod' },
  base: { region: 'eu-central-1', cluster: 'shop-prod' },
};
const STAGING = { ...BASE, environment: 'staging', region: 'eu-west-1', cluster: { name: 'shop-staging' } };

/** A file as an environment gets it, and what is said of it. */
function inEnvironment(
  text: string,
  place: Parameters<typeof inOwnEnvironment>[1] = STAGING,
): { value: Json; found: string[]; messages: string[] } {
  const diagnostics = new Diagnostics();
  const { value } = inOwnEnvironment(aDocument(text, 'alarms.yml'), place, diagnostics);
  return { value, found: placed(diagnostics), messages: diagnostics.all.map(({ message }) => message) };
}

const alarm = (cluster: string): string => `- { alarmName: a, dimensions: [{ name: ClusterName, value: ${cluster} }] }`;
const widgetOf = (region: string, metrics: Json[][]): string =>
  JSON.stringify({ widgets: [{ type: 'metric', properties: { region, metrics } }] });
const widget = (region: string, ...metric: string[]): string => widgetOf(region, [metric]);
const METRIC = ['AWS/ECS', 'CPUUtilization', 'ClusterName', 'shop-prod', 'ServiceName', 'shop-api'];

describe('a file of alarms or a dashboard', () => {
  test.each<{ what: string; given: string; becomes: string; found: readonly string[]; place?: typeof BASE }>([
    {
      what: 'of the base stays as it is',
      given: alarm('shop-prod'),
      becomes: alarm('shop-prod'),
      found: [],
      place: BASE,
    },
    {
      what: 'that names its own cluster stays as it is',
      given: alarm('shop-staging'),
      becomes: alarm('shop-staging'),
      found: [],
    },
    {
      what: 'gets its own cluster for the base environment’s',
      given: alarm('shop-prod'),
      becomes: alarm('shop-staging'),
      found: ['notice monitoring/base-environment alarms.yml:1:60'],
    },
    {
      what: 'in the AWS CLI’s shape gets its own cluster',
      given: '{ Dimensions: [{ Name: ClusterName, Value: shop-prod }] }',
      becomes: '{ Dimensions: [{ Name: ClusterName, Value: shop-staging }] }',
      found: ['notice monitoring/base-environment alarms.yml:1:44'],
    },
    {
      what: 'gets its own cluster within metric math',
      given: '{ metrics: [{ metricStat: { metric: { dimensions: [{ value: shop-prod, name: ClusterName }] } } }] }',
      becomes:
        '{ metrics: [{ metricStat: { metric: { dimensions: [{ value: shop-staging, name: ClusterName }] } } }] }',
      found: ['notice monitoring/base-environment alarms.yml:1:61'],
    },
    {
      what: 'keeps what only has the name of the base’s cluster',
      given: '{ dimensions: [{ name: ServiceName, value: shop-prod }], region: eu-west-1 }',
      becomes: '{ dimensions: [{ name: ServiceName, value: shop-prod }], region: eu-west-1 }',
      found: [],
    },
    {
      what: 'gets its own cluster and region in a widget',
      given: widget('eu-central-1', ...METRIC),
      becomes: widget('eu-west-1', ...METRIC.with(3, 'shop-staging')),
      found: [
        'notice monitoring/base-environment alarms.yml:1:121',
        'notice monitoring/base-environment alarms.yml:1:53',
      ],
    },
    {
      what: 'keeps what repeats the line above',
      given: widget('eu-west-1', 'AWS/ECS', 'CPUUtilization', 'ClusterName', '.'),
      becomes: widget('eu-west-1', 'AWS/ECS', 'CPUUtilization', 'ClusterName', '.'),
      found: [],
    },
    {
      what: 'may show what AWS has in one region for all',
      given: widget('us-east-1', 'AWS/CloudFront', 'Requests'),
      becomes: widget('us-east-1', 'AWS/CloudFront', 'Requests'),
      found: [],
    },
  ])('$what', ({ given, becomes, found, place }) => {
    const got = inEnvironment(given, place);
    expect(got.value).toEqual(aDocument(becomes).value);
    expect(got.found).toEqual(found);
  });

  const OWN = ['AWS/ECS', 'CPUUtilization', 'ClusterName', 'shop-staging', 'ServiceName', 'shop-api'];
  const MEMORY = OWN.with(1, 'MemoryUtilization');

  test.each<{ what: string; lines: Json[][]; become: Json[][] }>([
    {
      what: 'behind an abbreviation of ClusterName',
      lines: [OWN, ['.', 'MemoryUtilization', '.', 'shop-prod', '.', '.', { stat: 'p95' }]],
      become: [OWN, [...MEMORY, { stat: 'p95' }]],
    },
    {
      what: 'behind an abbreviation of all before it',
      lines: [
        ['A', 'B', 'ServiceName', 's', 'ClusterName', 'shop-staging'],
        ['...', 'shop-prod'],
      ],
      become: [
        ['A', 'B', 'ServiceName', 's', 'ClusterName', 'shop-staging'],
        ['A', 'B', 'ServiceName', 's', 'ClusterName', 'shop-staging'],
      ],
    },
    {
      what: 'as an abbreviation of what was no cluster',
      lines: [
        ['A', 'B', 'ServiceName', 'shop-prod'],
        ['.', '.', 'ClusterName', '.'],
      ],
      become: [
        ['A', 'B', 'ServiceName', 'shop-prod'],
        ['A', 'B', 'ClusterName', 'shop-staging'],
      ],
    },
    {
      what: 'in a search',
      lines: [
        [{ expression: `SEARCH('{AWS/ECS,ClusterName} ClusterName="shop-prod" ServiceName="shop-prod"', 'Sum')` }],
      ],
      become: [
        [{ expression: `SEARCH('{AWS/ECS,ClusterName} ClusterName="shop-staging" ServiceName="shop-prod"', 'Sum')` }],
      ],
    },
    {
      what: 'as one of several in a search',
      lines: [[{ expression: `SEARCH('{AWS/ECS,ClusterName} ClusterName=("shop-prod" OR "shop-staging")', 'Sum')` }]],
      become: [
        [{ expression: `SEARCH('{AWS/ECS,ClusterName} ClusterName=("shop-staging" OR "shop-staging")', 'Sum')` }],
      ],
    },
    {
      what: 'in a query of Metrics Insights',
      lines: [[{ expression: `SELECT AVG(CPUUtilization) FROM "AWS/ECS" WHERE ClusterName = 'shop-prod'` }]],
      become: [[{ expression: `SELECT AVG(CPUUtilization) FROM "AWS/ECS" WHERE ClusterName = 'shop-staging'` }]],
    },
  ])('gets its own cluster in a widget $what', ({ lines, become }) => {
    const got = inEnvironment(widgetOf('eu-west-1', lines));
    expect(got.value).toEqual(aDocument(widgetOf('eu-west-1', become)).value);
    expect(got.found).toEqual([expect.stringMatching(/^notice monitoring\/base-environment alarms\.yml:1:/)]);
  });

  test('keeps the abbreviations of a graph in which every cluster is its own', () => {
    const lines = [OWN, ['.', 'MemoryUtilization', '.', '.', '.', '.']];
    expect(inEnvironment(widgetOf('eu-west-1', lines)).value).toEqual(aDocument(widgetOf('eu-west-1', lines)).value);
  });

  test.each([
    { where: 'behind an abbreviation', line: ['.', '.', '.', 'other', '.', '.'] },
    { where: 'in a search', line: [{ expression: `SEARCH('{AWS/ECS,ClusterName} ClusterName=other', 'Sum')` }] },
  ])('is refused with another cluster $where', ({ line }) => {
    expect(inEnvironment(widgetOf('eu-west-1', [OWN, line])).found).toEqual([
      expect.stringMatching(/^error environment\/reaches-into-another alarms\.yml:1:1[2-9]\d$/),
    ]);
  });

  test.each([
    { what: 'another cluster', given: alarm('other'), at: '1:60' },
    { what: 'another cluster in a widget', given: widget('eu-west-1', ...METRIC.with(3, 'other')), at: '1:118' },
    { what: 'another region', given: widget('eu-north-1', 'AWS/ECS', 'CPUUtilization'), at: '1:53' },
  ])('is refused with $what', ({ given, at }) => {
    expect(inEnvironment(given).found).toEqual([`error environment/reaches-into-another alarms.yml:${at}`]);
  });

  test('tells of all its places at once', () => {
    const file = [alarm('shop-prod'), alarm('shop-prod'), alarm('shop-prod')].join('\n');
    expect(inEnvironment(file).messages).toEqual([
      "The cluster shop-prod is the base environment's: it becomes shop-staging here and in 2 more places.",
    ]);
  });
});
