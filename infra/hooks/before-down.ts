// azd runs it before `azd down`: what does not go away with it.
import { whatStays } from './what-stays.ts';

for (const line of whatStays(process.env)) console.log(line);
