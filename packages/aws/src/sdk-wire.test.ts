import { afterEach, describe, expect, test } from '@jest/globals';
import diagnostics from 'node:diagnostics_channel';
import { systemClock } from './clock.ts';
import { sdkWire } from './sdk-wire.ts';
import { anHttpAws, sendJson } from '../test/http-aws.ts';

const aws = anHttpAws();
const wire = () => sdkWire({ region: 'eu-central-1', product: ['fargate-actions', 'test'], clock: systemClock });

describe('calls have left', () => {
  /** What happened, in order. */
  let happened: string[] = [];
  const note = (): number => happened.push('a request leaves');
  afterEach(() => {
    diagnostics.unsubscribe('http.client.request.start', note);
    happened = [];
  });

  test('when their requests are on their way, and before they are answered', async () => {
    let answer = (): void => undefined;
    aws.answer((_asked, response) => {
      answer = () => {
        sendJson(response, { clusters: [] });
      };
    });
    diagnostics.subscribe('http.client.request.start', note);
    const calling = wire();
    const asked = calling.call('ecs:DescribeClusters', {}).finally(() => happened.push('it is answered'));
    await calling.callsHaveLeft?.();
    happened.push('calls have left');
    while (aws.asked.length === 0) await new Promise(setImmediate);
    answer();
    await asked;
    expect(happened).toEqual(['a request leaves', 'calls have left', 'it is answered']);
  });

  test('when there are none', async () => {
    await expect(wire().callsHaveLeft?.()).resolves.toBeUndefined();
  });

  test('when one failed before it could leave', async () => {
    const calling = wire();
    // No operation of ours, so the types know none of it.
    const told = expect(calling.call('nope:Nothing' as never, {} as never)).rejects.toThrow('No SDK client for nope.');
    await calling.callsHaveLeft?.();
    await told;
    expect(aws.asked).toEqual([]);
  });
});
