/** The error that CloudWatch Logs answers to most of what is wrong with a request. */
export const INVALID = 'InvalidParameterException';
