/** How far a run goes, in this order; each probe includes those before it. `send` alone changes something. */
export const probes = ['settings', 'token', 'login', 'envelope', 'send'] as const;

export type Probe = (typeof probes)[number];

export const isProbe = (text: string): text is Probe => (probes as readonly string[]).includes(text);

/** Whether a run of this probe comes as far as a check that belongs to `needed`. */
export const reaches = (probe: Probe, needed: Probe): boolean =>
  probes.indexOf(probe) >= probes.indexOf(needed);
