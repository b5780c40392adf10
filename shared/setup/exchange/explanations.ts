import { catalogue } from '../../failures/catalogue.ts';
import type { KnownFailure } from '../../failures/known-failure.ts';
import { fillCommand, fillText, type PlaceholderValues } from '../../failures/placeholders.ts';
import type { SetupPlan } from '../plan.ts';
import { asciiQuoted } from '../quote.ts';

/** The rows that say what PowerShell and Exchange Online answer to an administrator. */
const ofExchange = ({ id, at }: KnownFailure): boolean =>
  at === 'setup' && /^(?:exchange|powershell)-/.test(id);

/**
 * What the catalogue knows of the errors that a script may meet, and the end of a script that met one: the step, the
 * service's words, what they mean, exit code 1. `$At` is the step, `$Known` the id of a row where the script knows it.
 */
export function explanations(
  { tenantId, clientId, objectId, application, certificate, identityId }: SetupPlan,
  isMet: (row: KnownFailure) => boolean = ofExchange,
): string {
  const { vault, name } = certificate;
  const values: PlaceholderValues = {
    tenantId,
    clientId,
    objectId,
    application,
    vault,
    certificate: name,
    identityId,
  };
  const texts = catalogue.filter(isMet).map(({ id, when, meaning, fix }) => {
    const remedies = fix.flatMap(({ does, portal, command }) => [
      fillText(does, values),
      ...(portal ? [`  ${fillText(portal, values)}`] : []),
      ...(command
        ? fillCommand(command, values)
            .split('\n')
            .map((line) => `  ${line}`)
        : []),
    ]);
    return [
      `    @{ Id = '${id}'; When = ${asciiQuoted(when.source)}`,
      `       Meaning = ${asciiQuoted(fillText(meaning, values))}`,
      '       Mend = @(',
      remedies.map((line) => `           ${asciiQuoted(line)}`).join(',\n'),
      '       ) }',
    ].join('\n');
  });
  return `# ---- What errors mean: SendAsApp's catalogue, as far as set-up goes
$Explanations = @(
${texts.join(',\n')}
)
${ENDING}`;
}

const ENDING = `
$At = 'the beginning'
$Known = ''

# Ends the script with a cause that it knows itself.
function Stop-Script([string]$Text, [string]$Id = '') {
    $script:Known = $Id
    throw $Text
}

# Everything by which an error can be told. Its sentence is in the administrator's language, its class is not.
function Get-ErrorText($Record) {
    $Record.CategoryInfo.Reason + ' ' + $Record.FullyQualifiedErrorId + ' ' + $Record.Exception.Message
}

function Test-ErrorClass($Record, [string]$Class) {
    (Get-ErrorText $Record).IndexOf($Class, [StringComparison]::OrdinalIgnoreCase) -ge 0
}

function Write-Failure($Record) {
    $text = Get-ErrorText $Record
    Write-Host ''
    Write-Host ('Stopped at: ' + $At)
    Write-Host ('It said:    ' + $Record.Exception.Message)
    foreach ($one in $Explanations) {
        if ($Known -eq $one.Id -or (-not $Known -and [regex]::IsMatch($text, $one.When, 'IgnoreCase, CultureInvariant'))) {
            Write-Host ('It means:   ' + $one.Meaning + ' (docs/errors.md#' + $one.Id + ')')
            foreach ($line in $one.Mend) { Write-Host ('            ' + $line) }
            break
        }
    }
    Write-Host 'Nothing after this step was done. When it is mended, run the script again: it goes on where it stopped.'
}`;
