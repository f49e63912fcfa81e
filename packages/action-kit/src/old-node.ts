import { command } from './runner/commands.ts';

/** What action.yml's `using: node24` gives; a step that starts the file by itself may have another one. */
const LEAST_MAJOR = 24;

/** The line that says which Node an action needs, where this one is too old for it; undefined where it is not. */
export function oldNode(version: string): string | undefined {
  const major = Number(version.split('.')[0]);
  if (major >= LEAST_MAJOR) return undefined;
  return command(
    'error',
    `This action needs Node ${LEAST_MAJOR} or newer, and runs on Node ${version}. Update the runner to 2.327.1 or newer, which brings Node 24, and let action.yml start the action: \`using: node24\`.`,
    { title: `Node ${LEAST_MAJOR} is required` },
  );
}
