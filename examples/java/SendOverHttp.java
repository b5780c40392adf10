// Java 17: SENDASAPP_URL=https://contoso-mail-func.azurewebsites.net SENDASAPP_KEY=… java SendOverHttp.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

public class SendOverHttp {
    public static void main(String[] args) throws Exception {
        var message = """
            {
              "id": "invoice-4711",
              "from": "billing@contoso.com",
              "to": "ada@fabrikam.com",
              "subject": "Your invoice 4711",
              "text": "Hello Ada, the invoice is ready."
            }""";
        var client = HttpClient.newHttpClient();
        HttpResponse<String> answer = client.send(
            HttpRequest.newBuilder(URI.create(System.getenv("SENDASAPP_URL") + "/api/messages"))
                .header("content-type", "application/json")
                .header("x-functions-key", System.getenv("SENDASAPP_KEY"))
                .POST(BodyPublishers.ofString(message))
                .build(),
            BodyHandlers.ofString());
        // It is sent from here on. Who does not need the result, ends here.
        while (answer.statusCode() == 202) {
            Thread.sleep(answer.headers().firstValueAsLong("retry-after").orElseThrow() * 1000);
            var location = URI.create(answer.headers().firstValue("location").orElseThrow());
            answer = client.send(HttpRequest.newBuilder(location).build(), BodyHandlers.ofString());
        }
        System.out.println(answer.body());
        if (answer.statusCode() != 200) System.exit(1);
    }
}
