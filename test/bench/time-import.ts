// Prints how many milliseconds the import of a file takes: `node time-import.ts <file>`.
import { pathToFileURL } from 'node:url';

const file = pathToFileURL(process.argv[2] ?? '').href;
const began = performance.now();
await import(file);
console.log(performance.now() - began);
process.exit();
