// The entry of the app as benchmarks run it: every function as it is deployed, on a faster clock.
import { register } from '../../../functions/register.ts';
import { createApp } from '../../../shared/app.ts';
import { systemClock } from '../../../shared/clock.ts';
import { CPU_EVERY_MS, cpuLine } from './cpu-line.ts';
import { crashAt } from './crash-at.ts';
import { scaledClock } from './scaled-clock.ts';

const { BENCH_TIME: time, BENCH_SWEEP_MS, BENCH_CRASH } = process.env;
const mail = createApp(time ? scaledClock(JSON.parse(time)) : systemClock);
register(mail);

// The sweep's timer is the host's and knows no other clock.
if (BENCH_SWEEP_MS) setInterval(() => void mail.sweep(() => {}), Number(BENCH_SWEEP_MS)).unref();
if (BENCH_CRASH) crashAt(BENCH_CRASH);

// Told now and then, so that a run can tell what the start cost from what its messages cost.
const tellCpu = () => console.log(cpuLine(process.cpuUsage()));
setInterval(tellCpu, CPU_EVERY_MS).unref();
process.once('exit', tellCpu);
