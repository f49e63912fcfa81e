import { writesAmong } from '../../runner/emulated-aws.ts';
import { claim, type Chapter } from '../chapter.ts';
import { STACK } from '../example.ts';

/** Applies the stack's scaling and monitoring, and does it once more. */
export const configure: Chapter = {
  title: 'Scaling and alarms, kept as files',
  story:
    'What else would be clicked together once and drift ever after: scaling, alarms, a dashboard, how long logs are kept.\n' +
    'What the files leave out is filled in and shown; a metric that does not exist is corrected. Then the same again.',
  async play(job) {
    const before = (await job.aws.requests()).length;
    const first = [await job.scale({ stack: STACK }), await job.monitor({ stack: STACK })];
    const between = (await job.aws.requests()).length;
    const second = [await job.scale({ stack: STACK }), await job.monitor({ stack: STACK })];
    const requests = await job.aws.requests();
    const writes = writesAmong(requests.slice(before, between)).length;
    const again = requests.slice(between);
    const writesAgain = writesAmong(again).map(({ operation }) => operation);
    const alarms = JSON.parse(first[1]?.outputs['alarms'] ?? '[]') as { name: string; result: string }[];
    return {
      claims: [
        claim(
          'both actions end well, twice',
          [...first, ...second].map(({ exitCode }) => exitCode),
          [0, 0, 0, 0],
        ),
        claim(
          'they apply what the files say, and then find nothing to do',
          [...first, ...second].map(({ outputs }) => outputs['status']),
          ['applied', 'applied', 'unchanged', 'unchanged'],
        ),
        claim(
          'both alarms of the file are made',
          alarms.map(({ name, result }) => [name, result]),
          [
            ['amply-api-high-cpu', 'created'],
            ['amply-api-unhealthy', 'created'],
          ],
        ),
        claim(
          `the second time none of the ${again.length} calls wrote anything`,
          [again.length > 0, writesAgain],
          [true, []],
        ),
      ],
      recap: `${writes} writes; again: ${again.length} reads, ${writesAgain.length} writes`,
    };
  },
};
