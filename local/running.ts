/** A stand-in that runs: where it listens and how to end it. `stop` resolves when its port is closed. */
export interface Running {
  url: string;
  stop(): Promise<void>;
}

/** PEM texts for a TLS server on `localhost` and `127.0.0.1`. */
export interface ServerTls {
  key: string;
  cert: string;
}
