/**
 * A structure of an answer without the members that are empty texts.
 *
 * AWS leaves out what has no value yet, as the reason why a running task stopped. Other implementations of ECS answer with
 * an empty text there, and whoever asks whether there is a reason would find one.
 */
export function withoutEmptyTexts<Structure extends object>(structure: Structure): Structure {
  // Members that may be left out are optional in AWS's models, and all of them may be.
  return Object.fromEntries(Object.entries(structure).filter(([, value]) => value !== '')) as Structure;
}
