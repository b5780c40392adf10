// .NET 10: QUEUE_URL=https://contosomail.queue.core.windows.net/mail-outbound dotnet run SendByQueue.cs
#:package Azure.Identity@1.17.1
#:package Azure.Storage.Queues@12.24.0
using System.Text.Json.Nodes;
using Azure.Identity;
using Azure.Storage.Queues;

var queue = new QueueClient(new Uri(Environment.GetEnvironmentVariable("QUEUE_URL")!), new DefaultAzureCredential());
var message = new JsonObject
{
    ["id"] = "invoice-4711", // the same id is sent once, however often this runs
    ["from"] = "billing@contoso.com",
    ["to"] = "ada@fabrikam.com",
    ["subject"] = "Your invoice 4711",
    ["html"] = "<p>Hello Ada, the invoice is ready.</p>",
};
// Else a message that waits is gone after seven days.
await queue.SendMessageAsync(message.ToJsonString(), timeToLive: TimeSpan.FromSeconds(-1));
