import { failed, ok, type Result } from '../../shared/failures/result.ts';

/** The changelog's section of the version that a tag (`v1.2.3`) names; refused where the tag is not of this version. */
export function releaseNotes(tag: string, version: string, changelog: string): Result<string, string> {
  if (tag !== `v${version}`) {
    return failed(`The tag ${tag} is not v${version}, which is the version in package.json.`);
  }
  const section = changelog.split(/^## /m).find((part) => part.split('\n')[0]?.trim() === version);
  const notes = section?.slice(section.indexOf('\n')).trim();
  return notes ? ok(`${notes}\n`) : failed(`CHANGELOG.md has no section "## ${version}".`);
}
