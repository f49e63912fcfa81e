import { Fault } from '../../../fault.ts';

/** What ECR says of a parameter that it can't use. */
export function invalid(parameter: string, constraint: string): Fault {
  return new Fault(
    'InvalidParameterException',
    `Invalid parameter at '${parameter}' failed to satisfy constraint: '${constraint}'`,
  );
}
