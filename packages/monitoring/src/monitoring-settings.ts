/** How a stack's monitoring is applied. */
export interface MonitoringSettings {
  /** Whether what this tool made and the files no longer have is deleted. */
  readonly prune: boolean;
  /** Of what is created, where AWS takes tags. */
  readonly tags: Readonly<Record<string, string>>;
}
