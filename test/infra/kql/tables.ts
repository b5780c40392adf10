/**
 * The log of the app, as two scopes name it: a workspace (learn: azure-monitor/reference/tables/apptraces), and a
 * component of Application Insights (learn: azure-monitor/app/convert-classic-resource, "Apptraces").
 */
export const tables = [
  {
    name: 'AppTraces',
    columns: `(TenantId: string, TimeGenerated: datetime, Message: string, SeverityLevel: int, Properties: dynamic,
      Measurements: dynamic, OperationName: string, OperationId: string, ParentId: string, SyntheticSource: string,
      SessionId: string, UserId: string, UserAuthenticatedId: string, UserAccountId: string, AppVersion: string,
      AppRoleName: string, AppRoleInstance: string, ClientType: string, ClientModel: string, ClientOS: string,
      ClientIP: string, ClientCity: string, ClientStateOrProvince: string, ClientCountryOrRegion: string,
      ClientBrowser: string, ResourceGUID: string, IKey: string, SDKVersion: string, ItemCount: int,
      ReferencedItemId: string, ReferencedType: string, SourceSystem: string, Type: string, _ResourceId: string,
      _SubscriptionId: string, _BilledSize: real, _IsBillable: string)`,
  },
  {
    name: 'traces',
    columns: `(timestamp: datetime, message: string, severityLevel: int, itemType: string, customDimensions: dynamic,
      customMeasurements: dynamic, operation_Name: string, operation_Id: string, operation_ParentId: string,
      operation_SyntheticSource: string, session_Id: string, user_Id: string, user_AuthenticatedId: string,
      user_AccountId: string, application_Version: string, client_Type: string, client_Model: string,
      client_OS: string, client_IP: string, client_City: string, client_StateOrProvince: string,
      client_CountryOrRegion: string, client_Browser: string, cloud_RoleName: string, cloud_RoleInstance: string,
      appId: string, appName: string, iKey: string, sdkVersion: string, itemId: string, itemCount: int,
      _ResourceId: string)`,
  },
] as const;
