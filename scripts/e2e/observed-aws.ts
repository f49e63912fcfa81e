import { startEmulator } from '@fargate-actions/emulator';
import { reachEmulatedAws, type EmulatedAws } from '../runner/emulated-aws.ts';
import { startRecorder } from './recorder.ts';
import type { Recording } from './recording.ts';

/** An emulated account of which everything is recorded that goes over the wire. */
export interface ObservedAws extends EmulatedAws {
  readonly endpoint: string;
}

/**
 * Starts the emulator with what the seed's stack names in it, behind a recorder.
 *
 * @param run what its entries in the recording are called.
 * @param speed emulated seconds in a real one.
 */
export async function startObservedAws(run: string, speed: number, recording: Recording): Promise<ObservedAws> {
  const server = await startEmulator({ speed, isRecordingAnswers: true });
  const recorder = await startRecorder(server.endpoint, run, (exchange) => recording.add(exchange));
  const aws = reachEmulatedAws(recorder.endpoint, speed);
  return {
    ...aws,
    endpoint: recorder.endpoint,
    async close() {
      for (const record of await aws.requests()) {
        if ('answer' in record)
          recording.add({ run, operation: `${record.service}:${record.operation}`, given: record.answer });
      }
      await recorder.close();
      await server.close();
    },
  };
}
