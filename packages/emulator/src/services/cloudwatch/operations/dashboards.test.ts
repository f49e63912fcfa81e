import { expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import { Fault } from '../../../fault.ts';
import { typedCall } from '../../../../test/world/typed-call.ts';

const text = { type: 'text', x: 0, y: 0, width: 24, height: 2, properties: { markdown: '# amply' } };
const metric = { type: 'metric', properties: { region: 'eu-central-1', metrics: [['AWS/ECS', 'CPUUtilization']] } };

test('a dashboard is put, replaced, read, listed by its prefix and deleted', () => {
  const emulator = new Emulator({ scenario: { pageSize: 1 } });
  const call = typedCall(emulator);
  const body = JSON.stringify({ widgets: [text, metric] });
  const put = (DashboardName: string, DashboardBody: string) =>
    call('cloudwatch:PutDashboard', { DashboardName, DashboardBody }).DashboardValidationMessages;
  expect(
    [put('amply', body), put('other', body), put('amply-2', '{"widgets":[]}'), put('amply-2', body)].flat(),
  ).toEqual([]);
  expect(call('cloudwatch:GetDashboard', { DashboardName: 'amply-2' })).toEqual({
    DashboardName: 'amply-2',
    DashboardArn: 'arn:aws:cloudwatch::123456789012:dashboard/amply-2',
    DashboardBody: body,
  });
  const first = call('cloudwatch:ListDashboards', { DashboardNamePrefix: 'amply' });
  expect(first.DashboardEntries).toMatchObject([{ DashboardName: 'amply', Size: body.length }]);
  const second = call('cloudwatch:ListDashboards', { DashboardNamePrefix: 'amply', NextToken: first.NextToken });
  expect(second).toMatchObject({ DashboardEntries: [{ DashboardName: 'amply-2' }] });
  expect(second.NextToken).toBeUndefined();
  const missing = expect.objectContaining({ name: 'DashboardNotFoundError', httpStatus: 404 });
  call('cloudwatch:DeleteDashboards', { DashboardNames: ['amply', 'nobody'] });
  expect(() => call('cloudwatch:GetDashboard', { DashboardName: 'amply' })).toThrow(missing);
});

test('what a dashboard should not have is taken with a warning', () => {
  const call = typedCall(new Emulator());
  const DashboardBody = JSON.stringify({ widgets: [text], colour: 'red' });
  expect(call('cloudwatch:PutDashboard', { DashboardName: 'amply', DashboardBody })).toEqual({
    DashboardValidationMessages: [{ DataPath: '/colour', Message: 'Should NOT have additional properties' }],
  });
});

test.each<{ what: string; body?: unknown; name?: string; places: readonly string[] }>([
  { what: 'a name with a space', name: 'am ply', body: { widgets: [] }, places: [] },
  { what: 'a list', body: [], places: [] },
  { what: 'no widgets', body: {}, places: ['/'] },
  { what: 'too many widgets', body: { widgets: Array(501).fill(text) }, places: ['/widgets'] },
  { what: 'an unknown type', body: { widgets: [text, { ...text, type: 'chart' }] }, places: ['/widgets/1/type'] },
  {
    what: 'widgets beyond the grid',
    body: { widgets: [{ ...text, width: 25, x: -1, height: 0 }] },
    places: ['/widgets/0/x', '/widgets/0/width', '/widgets/0/height'],
  },
  { what: 'x without y', body: { widgets: [{ ...text, y: undefined }] }, places: ['/widgets/0'] },
  { what: 'no properties', body: { widgets: [{ type: 'text' }] }, places: ['/widgets/0'] },
  { what: 'a text without text', body: { widgets: [{ ...text, properties: {} }] }, places: ['/widgets/0/properties'] },
  {
    what: 'a metric without region, of no metrics',
    body: { widgets: [{ type: 'metric', properties: { metrics: [] } }] },
    places: ['/widgets/0/properties', '/widgets/0/properties/metrics'],
  },
  {
    what: 'more metrics than a dashboard has',
    body: { widgets: Array(6).fill({ ...metric, properties: { region: 'r', metrics: Array(500).fill(['a', 'b']) } }) },
    places: ['/widgets'],
  },
])('a dashboard with $what is refused at its places', ({ body, name = 'amply', places }) => {
  const emulator = new Emulator();
  const refused = (): unknown => {
    try {
      return emulator.call('cloudwatch:PutDashboard', { DashboardName: name, DashboardBody: JSON.stringify(body) });
    } catch (error) {
      return error;
    }
  };
  const fault = refused();
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({
    name: 'DashboardInvalidInputError',
    members: { dashboardValidationMessages: places.map((DataPath) => expect.objectContaining({ DataPath })) },
  });
  expect(emulator.world.dashboards).toEqual([]);
});
