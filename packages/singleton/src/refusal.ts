/** Why a service can't be a singleton as it is, and what to do. A warning does not keep a run from going on. */
export interface Refusal {
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}
