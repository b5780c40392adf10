// com.azure:azure-identity and com.azure:azure-storage-queue
// QUEUE_URL=https://contosomail.queue.core.windows.net/mail-outbound
import com.azure.core.util.Context;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.queue.QueueClientBuilder;
import java.time.Duration;

public class SendByQueue {
    public static void main(String[] args) {
        var queue = new QueueClientBuilder()
            .endpoint(System.getenv("QUEUE_URL"))
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();
        var message = """
            {
              "id": "invoice-4711",
              "from": "billing@contoso.com",
              "to": "ada@fabrikam.com",
              "subject": "Your invoice 4711",
              "text": "Hello Ada, the invoice is ready."
            }""";
        var atOnce = Duration.ZERO;
        var forEver = Duration.ofSeconds(-1); // else a message that waits is gone after seven days
        queue.sendMessageWithResponse(message, atOnce, forEver, null, Context.NONE);
    }
}
