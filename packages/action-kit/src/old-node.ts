import type { Annotation } from './runner/annotation.ts';

/** What action.yml's `using: node24` gives; a step that starts the file by itself may have another one. */
const LEAST_MAJOR = 24;

/** What says which Node an action needs, where this one is too old for it; undefined where it is not. */
export function oldNode(version: string): Annotation | undefined {
  const major = Number(version.split('.')[0]);
  if (major >= LEAST_MAJOR) return undefined;
  return {
    severity: 'error',
    title: `Node ${LEAST_MAJOR} is required`,
    message: `This action needs Node ${LEAST_MAJOR} or newer, and runs on Node ${version}. Update the runner to 2.327.1 or newer, which brings Node 24, and let action.yml start the action: \`using: node24\`.`,
  };
}
