import { existsSync } from 'node:fs';
import path from 'node:path';

const inPrograms = (folder: string | undefined): string[] =>
  folder === undefined
    ? []
    : [
        path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ];

const inApplications = (name: string): string => `/Applications/${name}.app/Contents/MacOS/${name}`;

/** Where Chromium, or a browser made of it, usually is. */
const usualPlaces = ({
  PATH = '',
  ...env
}: NodeJS.ProcessEnv): Partial<Record<NodeJS.Platform, string[]>> => ({
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
    PATH.split(path.delimiter).map((folder) => path.join(folder, name)),
  ),
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(inApplications),
  win32: [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap(inPrograms),
});

/** The browser of this machine: that of `CHROME_PATH`, else the first of the usual places; undefined where there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROME_PATH) return env.CHROME_PATH;
  return usualPlaces(env)[process.platform]?.find((file) => existsSync(file));
}
