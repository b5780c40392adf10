import { Tags } from 'types.bicep'

metadata description = 'What people are told of: rules that ask the app\'s log, and the group of those who get mail. The mail is Azure\'s own and does not pass through this app.'

param workspaceId string
param location string
param tags Tags

@description('Makes names unique.')
param token string

@description('Mail addresses; none: the rules are there, and whoever looks at the portal sees what they found.')
param receivers string[]

@description('How many minutes a message may wait before somebody is told.')
param waitingMinutes int

type Rule = {
  @description('The heading of its paragraph in docs/operations.md, as an address names it.')
  paragraph: string
  title: string
  says: string
  @description('1: mail does not leave. 2: somebody has to do or decide something. 3: good to know in time.')
  severity: 1 | 2 | 3
  @description('Gives rows where something is wrong, or the figure of `measure`.')
  query: string
  @description('What makes an alert of its own; each is told once, and ends by itself.')
  splitBy: string?
  measure: { column: string, aggregation: 'Maximum' | 'Minimum', operator: 'GreaterThan' | 'LessThan', threshold: int }?
  every: string
  window: string
}

var rules Rule[] = [
  {
    paragraph: 'mail-is-held'
    title: 'Mail is held'
    says: 'Something has to be mended before mail leaves; until then it waits, and none is lost. Open the status page: it says what and how.'
    severity: 1
    // Two sweeps, so that a hold or an outage that was over within five minutes wakes nobody. Not two lines: a hold of the
    // app is a line for each mailbox, and settings that are broken one for each message. What a person paused, that
    // person knows; when it is forgotten, `mail-waits-too-long` tells.
    query: '''
      AppTraces
      | where Message startswith '{"event":"mail.room"' or Message startswith '{"event":"settings.invalid"' or Message startswith '{"event":"sweep.failed"'
      | extend line = parse_json(Message)
      | extend isRoom = tostring(line.event) == 'mail.room', held = tostring(line.held)
      | where not(isRoom) or isnotempty(held) and tostring(line.failure) != 'by-hand'
      | summarize lasts = max(TimeGenerated) - min(TimeGenerated), why = make_set(iff(isRoom, tostring(line.failure), tostring(line.event)), 5)
          by who = iff(isRoom and held != 'app', tostring(line.mailbox), 'all mailboxes')
      | where lasts > 4m
      '''
    splitBy: 'who'
    every: 'PT15M'
    // Of the last fifteen minutes, some five are not in the log yet.
    window: 'PT30M'
  }
  {
    paragraph: 'not-sent-or-perhaps-sent'
    title: 'Not sent, or perhaps sent'
    says: 'Messages are kept that were not sent (buried), or perhaps were (uncertain), or wait in a mailbox that the settings no longer name (orphaned). Look at them: npm run buried -- list.'
    severity: 2
    query: '''
      AppTraces
      | where Message startswith '{"event":"mail.'
      | extend line = parse_json(Message)
      | where tostring(line.event) in ('mail.attempt', 'mail.buried') and tostring(line.action) == 'bury'
          or tostring(line.event) == 'mail.room' and toint(line.uncertain) > 0 or tostring(line.event) == 'mail.orphaned'
      | extend what = case(tostring(line.event) == 'mail.room', 'uncertain', tostring(line.event) == 'mail.orphaned', 'orphaned', 'buried')
      | extend who = iff(isempty(line.mailbox), 'no mailbox', tostring(line.mailbox))
      | summarize lines = count() by series = strcat(what, ': ', who)
      '''
    splitBy: 'series'
    every: 'PT15M'
    // Orphans are told once an hour.
    window: 'PT1H'
  }
  {
    paragraph: 'mail-waits-too-long'
    title: 'Mail waits too long'
    says: 'A message waits for longer than it should. Look at the status page: a pause that was forgotten, a burst above the pace, or a server that is away.'
    severity: 1
    // What is held is told by `mail-is-held`.
    query: '''
      AppTraces
      | where Message startswith '{"event":"mail.room"'
      | extend line = parse_json(Message)
      | where tostring(line.held) !in ('app', 'mailbox') or tostring(line.failure) == 'by-hand'
      | summarize arg_max(TimeGenerated, line) by mailbox = tostring(line.mailbox)
      | summarize minutes = max(toint(line.oldestSeconds) / 60)
          by who = iff(tostring(line.held) == 'app', 'all mailboxes', mailbox)
      '''
    splitBy: 'who'
    measure: { column: 'minutes', aggregation: 'Maximum', operator: 'GreaterThan', threshold: waitingMinutes }
    every: 'PT15M'
    window: 'PT15M'
  }
  {
    paragraph: 'messages-in-the-poison-queue'
    title: 'Messages in the poison queue'
    says: 'The host gave up on messages before the app had taken them in. The app settled each; look what became of them, and why processes ended.'
    severity: 2
    query: '''
      AppTraces
      | where Message startswith '{"event":"poison.settled"'
      | extend line = parse_json(Message)
      | summarize messages = count() by became = tostring(line.became)
      '''
    every: 'PT15M'
    window: 'PT30M'
  }
  {
    paragraph: 'the-certificate-ends'
    title: 'The certificate ends'
    says: 'The certificate has fewer than 30 days left; after its end no mail leaves. Make a new one beside it.'
    severity: 2
    // Said again at each of these: what was told a month before is forgotten.
    query: '''
      AppTraces
      | where Message startswith '{"event":"watch.ran"'
      | extend line = parse_json(Message)
      | where isnotnull(line.daysLeft)
      | top 1 by TimeGenerated
      | extend days = toint(line.daysLeft)
      | extend left = case(days < 0, 'none', days < 1, 'less than 1 day', days < 3, 'less than 3 days', days < 7, 'less than 7 days', days < 14, 'less than 14 days', 'less than 30 days')
      | project days, left
      '''
    splitBy: 'left'
    measure: { column: 'days', aggregation: 'Minimum', operator: 'LessThan', threshold: 30 }
    every: 'PT1H'
    window: 'P2D'
  }
  {
    paragraph: 'the-daily-limit-is-near'
    title: 'The daily limit is near'
    says: 'A mailbox has written to more than 80 % of the 10,000 recipients that Exchange Online allows in 24 hours. At the limit the rest waits.'
    severity: 3
    query: '''
      AppTraces
      | where Message startswith '{"event":"mail.room"'
      | extend line = parse_json(Message)
      | summarize percent = max(100 * todouble(line.quota)) by mailbox = tostring(line.mailbox)
      '''
    splitBy: 'mailbox'
    measure: { column: 'percent', aggregation: 'Maximum', operator: 'GreaterThan', threshold: 80 }
    every: 'PT1H'
    window: 'PT1H'
  }
  {
    paragraph: 'the-app-does-not-run'
    title: 'The app does not run'
    says: 'For an hour nothing tells that the app runs: it is stopped, cannot start, or its log does not arrive, and then no other rule of the log can tell anything. Mail waits in the queue, for seven days unless its producer said otherwise. See whether the app runs.'
    severity: 1
    // Twelve sweeps, so that neither a deployment nor lines that come late wake anybody. An app that never logged has no
    // table: a query of it alone would fail, and tell nobody.
    query: '''
      union isfuzzy=true AppTraces, (datatable(TimeGenerated: datetime, Message: string)[])
      | summarize sweeps = countif(Message startswith '{"event":"sweep.ran"')
      '''
    measure: { column: 'sweeps', aggregation: 'Maximum', operator: 'LessThan', threshold: 1 }
    every: 'PT15M'
    window: 'PT1H'
  }
  {
    paragraph: 'the-daily-watch-did-not-run'
    title: 'The daily watch did not run'
    says: 'The app has not looked at itself for more than a day: nobody knows whether its set-up is right and how long its certificate lasts. See why.'
    severity: 2
    // An app that has logged for less than a day has not had its first watch yet.
    query: '''
      union isfuzzy=true AppTraces, (datatable(TimeGenerated: datetime, Message: string)[])
      | summarize runs = countif(Message startswith '{"event":"watch.ran"' and TimeGenerated > ago(26h)), begins = min(TimeGenerated)
      | where isnull(begins) or begins < ago(26h)
      | project runs
      '''
    measure: { column: 'runs', aggregation: 'Maximum', operator: 'LessThan', threshold: 1 }
    every: 'PT1H'
    window: 'P2D'
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(receivers)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'SendAsApp'
    enabled: true
    emailReceivers: map(receivers, address => {
      name: address
      emailAddress: address
      useCommonAlertSchema: true
    })
  }
}

var groupIds = empty(receivers) ? [] : [group.id]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: '${rule.paragraph}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'SendAsApp: ${rule.title}'
      description: '${rule.says} More: docs/operations.md#${rule.paragraph}'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      criteria: {
        allOf: [
          union(
            {
              query: rule.query
              timeAggregation: rule.?measure.?aggregation ?? 'Count'
              operator: rule.?measure.?operator ?? 'GreaterThan'
              threshold: rule.?measure.?threshold ?? 0
              dimensions: contains(rule, 'splitBy')
                ? [{ name: rule.?splitBy ?? '', operator: 'Include', values: ['*'] }]
                : []
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
            },
            contains(rule, 'measure') ? { metricMeasureColumn: rule.?measure.?column } : {}
          )
        ]
      }
      // Each alert ends by itself. With it `muteActionsDuration` is refused, and nothing else is needed: one is told once.
      autoMitigate: true
      // The table is not there before the app's first line.
      skipQueryValidation: true
      actions: { actionGroups: groupIds }
    }
  }
]

output groupIds string[] = groupIds
