import type { Position, Subject } from '@fargate-actions/documents';

/** An SQS queue that a file names. */
export interface Queue {
  readonly name: string;
  /** Of its ARN or URL; undefined of a name, which is that of a queue of the run's own account and region. */
  readonly region?: string | undefined;
  readonly account?: string | undefined;
  readonly at: Position | undefined;
}

// Source: API reference of SQS, CreateQueue.
const NAME = '(?<name>[\\w-]{1,80}(?:\\.fifo)?)';
/** A name, an ARN (the seed's `...` stands for its region and account), a URL of today's or the older form, or of a stand-in. */
const FORMS = [
  `^${NAME}$`,
  `^arn:aws[\\w-]*:sqs:(?:(?<region>[\\w-]+):(?<account>\\d{12})|\\.{3}):${NAME}$`,
  `^https?://sqs\\.(?<region>[\\w-]+)\\.amazonaws\\.com(?:\\.cn)?/(?<account>\\d{12})/${NAME}/?$`,
  `^https?://(?<region>[\\w-]+)\\.queue\\.amazonaws\\.com(?:\\.cn)?/(?<account>\\d{12})/${NAME}/?$`,
  `^https?://(?![^/]*\\.amazonaws\\.com)[^/]+/(?:.+/)?${NAME}/?$`,
].map((form) => new RegExp(form));

/** Reads the queue at a path; undefined after an error, and where there is none. */
export function readQueue(subject: Subject, path: readonly [string], at: Position | undefined): Queue | undefined {
  const text = subject.text(path);
  if (text === undefined) return undefined;
  const { name, region, account } = FORMS.map((form) => form.exec(text)?.groups).find(Boolean) ?? {};
  if (name !== undefined) return { name, region, account, at };
  subject.error(
    path,
    'scaling/queue',
    `${path[0]} is the name, the ARN or the URL of an SQS queue, and here is ${JSON.stringify(text)}.`,
    'Write its name: `queue: my-queue`.',
  );
  return undefined;
}
