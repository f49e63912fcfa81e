import { type Address, resource, type Resource } from '@fargate-actions/engine';
import { writePrivateFile } from './private-file.ts';
import { renderedBytes, renderedDifferences, wholeDefinition, type Rendered } from './rendered.ts';

/** The file of a rendered task definition as a resource: what it sets is planned, and written when the plan is applied. */
export function renderedFile(rendered: Rendered, path: string): Resource {
  return resource<string, Rendered, string>({
    address: addressOf(rendered),
    resolve: () => Promise.resolve(renderedBytes(rendered)),
    read: () => Promise.resolve(rendered),
    // A file is written even where nothing was set: the next step reads it.
    plan: (_, bytes) => ({ action: 'update', differences: renderedDifferences(rendered), request: bytes }),
    apply: async (bytes) => {
      await writePrivateFile(path, bytes);
      return { outputs: { path } };
    },
  });
}

/** The same, to look at: every field that the file would have. */
export function wholeFile(rendered: Rendered): Resource {
  return resource<string, never, string>({
    address: addressOf(rendered),
    resolve: () => Promise.resolve(renderedBytes(rendered)),
    read: () => Promise.resolve(undefined),
    plan: (_, bytes) => ({ action: 'create', differences: wholeDefinition(rendered), request: bytes }),
    apply: () => Promise.resolve({ outputs: {} }),
  });
}

function addressOf({ name }: Rendered): Address {
  return { kind: 'rendered task definition', name };
}
