const resource = '/subscriptions/1/resourcegroups/web/providers/microsoft.compute/virtualmachines/web-1';

/** What alerts have in common, as learn.microsoft.com shows it. */
const essentials = (others: object) => ({
  alertId: '/subscriptions/1/providers/Microsoft.AlertsManagement/alerts/b9569717',
  alertRule: 'CPU of the web servers',
  severity: 'Sev1',
  signalType: 'Metric',
  monitorCondition: 'Fired',
  monitoringService: 'Platform',
  alertTargetIDs: [resource],
  configurationItems: ['web-1'],
  originAlertId: '3f2d4487_web_microsoft.insights_metricAlerts_CPU_-117781227',
  firedDateTime: '2026-11-25T09:13:00Z',
  description: 'Too busy.',
  essentialsVersion: '1.0',
  alertContextVersion: '1.0',
  ...others,
});

const alert = (alertContext: object | null, others: object = {}, more: object = {}) => ({
  schemaId: 'azureMonitorCommonAlertSchema',
  data: { essentials: essentials(others), alertContext, ...more },
});

export const metricAlert = (monitorCondition: 'Fired' | 'Resolved') =>
  alert(
    {
      properties: null,
      conditionType: 'SingleResourceMultipleMetricCriteria',
      condition: {
        windowSize: 'PT5M',
        allOf: [
          {
            metricName: 'Percentage CPU',
            metricNamespace: 'Microsoft.Compute/virtualMachines',
            operator: 'GreaterThan',
            threshold: '25',
            timeAggregation: 'Average',
            dimensions: [{ name: 'ResourceId', value: '3efad9dc' }],
            metricValue: 31.1105,
          },
        ],
      },
    },
    {
      monitorCondition,
      ...(monitorCondition === 'Resolved' && { resolvedDateTime: '2026-11-25T09:20:00Z' }),
    },
    { customProperties: { team: 'web' } },
  );

export const logAlert = alert(
  {
    properties: { name1: 'value1' },
    conditionType: 'LogQueryCriteria',
    condition: {
      windowSize: 'PT10M',
      allOf: [
        {
          searchQuery: 'Heartbeat',
          metricMeasureColumn: 'CounterValue',
          operator: 'LowerThan',
          threshold: '1',
          timeAggregation: 'Count',
          dimensions: [{ name: 'Computer', value: 'web-1' }],
          metricValue: 0.0,
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          linkToSearchResultsUI: `https://portal.azure.com#@1/blade/LogsBlade/q/${'eJzz'.repeat(150)}/timespan/1`,
          linkToSearchResultsAPI: 'https://api.loganalytics.io/v1/subscriptions/1/query?query=Heartbeat',
        },
      ],
    },
  },
  { signalType: 'Log', monitoringService: 'Log Alerts V2' },
);

export const oldLogAlert = alert(
  {
    SearchQuery: 'Perf | where ObjectName == "Processor"',
    ResultCount: 2,
    Threshold: 10_000,
    Operator: 'Less Than',
    Dimensions: [{ name: 'Computer', value: 'web-1' }],
    SearchResults: { tables: [{ name: 'PrimaryResult', columns: [], rows: [['Fabrikam', '1']] }] },
    IncludedSearchResults: 'True',
  },
  { signalType: 'Log', severity: 'Sev3' },
);

export const activityLog = alert(
  {
    authorization: { action: 'Microsoft.Compute/virtualMachines/restart/action', scope: resource },
    channels: 'Operation',
    operationName: 'Microsoft.Compute/virtualMachines/restart/action',
    status: 'Succeeded',
  },
  { signalType: 'Activity Log', monitoringService: 'Activity Log - Administrative' },
);

export const availability = alert({
  conditionType: 'WebtestLocationAvailabilityCriteria',
  condition: {
    windowSize: 'PT5M',
    allOf: [
      {
        metricName: 'Failed Location',
        metricNamespace: null,
        operator: 'GreaterThan',
        threshold: '2',
        timeAggregation: 'Sum',
        dimensions: [],
        metricValue: 5,
        webTestName: 'shop',
      },
    ],
  },
});

export const gridEvent = {
  id: '831e1650-001e-001b-66ab-eeb76e069631',
  topic: '/subscriptions/1/resourceGroups/web/providers/Microsoft.Storage/storageAccounts/contoso',
  subject: '/blobServices/default/containers/invoices/blobs/invoice.pdf',
  eventType: 'Microsoft.Storage.BlobCreated',
  eventTime: '2026-11-25T18:41:00.9584103Z',
  data: {
    api: 'PutBlockList',
    contentLength: 524_288,
    url: 'https://contoso.blob.core.windows.net/invoices/invoice.pdf',
  } as unknown,
  dataVersion: '',
  metadataVersion: '1',
};

export const cloudEvent = {
  specversion: '1.0',
  id: 'A234',
  type: 'com.contoso.order.placed',
  source: '/shop',
  subject: 'orders/4711',
  time: '2026-11-25T18:41:00Z',
  datacontenttype: 'application/json',
  data: { amount: 17 },
};
