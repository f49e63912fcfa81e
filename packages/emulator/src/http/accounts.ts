import type { VirtualAws } from '../virtual-aws.ts';
import { answerCall } from './aws-calls.ts';
import { listen, type Listening } from './listen.ts';

/** An account in virtual time. */
type Account = Pick<VirtualAws, 'emulator' | 'clock'>;

/**
 * Puts accounts in virtual time behind HTTP, all of them behind one port, as AWS's customers are.
 *
 * Time moves only where the account's own clock does: whoever calls lets it stand still until the answer is there.
 *
 * @param accountOf whose a call is, by its user agent.
 */
export function serveAccounts(accountOf: (userAgent: string) => Account): Promise<Listening> {
  return listen(0, (request) => {
    const { emulator, clock } = accountOf(request.headers['user-agent'] ?? '');
    const time = { now: () => clock.trueNow, pass: (seconds: number) => clock.sleep(seconds) };
    return answerCall(request, { emulator, time, isRecordingAnswers: false });
  });
}
