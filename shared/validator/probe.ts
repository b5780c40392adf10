/** How far a run goes, in this order; each probe includes those before it. None of them changes anything. */
export const probes = ['settings', 'token', 'login', 'envelope'] as const;

export type Probe = (typeof probes)[number];

export const isProbe = (text: string): text is Probe => (probes as readonly string[]).includes(text);

/** Whether a run of this probe comes as far as a check that belongs to `needed`. */
export const reaches = (probe: Probe, needed: Probe): boolean =>
  probes.indexOf(probe) >= probes.indexOf(needed);
