// .NET 10: SENDASAPP_URL=https://contoso-mail-func.azurewebsites.net SENDASAPP_KEY=… dotnet run SendOverHttp.cs
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

using var client = new HttpClient();
var message = new JsonObject
{
    ["id"] = "invoice-4711", // the same id is sent once, however often this runs
    ["from"] = "billing@contoso.com",
    ["to"] = new JsonArray("ada@fabrikam.com", "bob@fabrikam.com"),
    ["subject"] = "Your invoice 4711",
    ["html"] = "<p>Hello, the invoice is attached.</p>",
    ["attachments"] = new JsonArray(new JsonObject
    {
        ["filename"] = "invoice.txt",
        ["content"] = Convert.ToBase64String("4711: EUR 100"u8),
    }),
};
// StringContent has a length: the Functions host hands on no body that comes in chunks, as JsonContent does.
using var request = new HttpRequestMessage(HttpMethod.Post, $"{Environment.GetEnvironmentVariable("SENDASAPP_URL")}/api/messages")
{
    Headers = { { "x-functions-key", Environment.GetEnvironmentVariable("SENDASAPP_KEY") } },
    Content = new StringContent(message.ToJsonString(), Encoding.UTF8, "application/json"),
};
var answer = await client.SendAsync(request);
// It is sent from here on. Who does not need the result, ends here.
while (answer.StatusCode == HttpStatusCode.Accepted)
{
    await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value);
    answer = await client.GetAsync(answer.Headers.Location);
}
var result = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
if (!answer.IsSuccessStatusCode)
{
    Console.Error.WriteLine($"{(int)answer.StatusCode} {result["title"]}: {result["detail"]}");
    return 1;
}
Console.WriteLine($"{result["state"]}: {result["reply"]}");
return 0;
