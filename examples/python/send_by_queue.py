# pip install azure-identity azure-storage-queue
# QUEUE_URL=https://contosomail.queue.core.windows.net/mail-outbound python3 send_by_queue.py
import json
import os

from azure.identity import DefaultAzureCredential
from azure.storage.queue import QueueClient

queue = QueueClient.from_queue_url(os.environ["QUEUE_URL"], credential=DefaultAzureCredential())
queue.send_message(
    json.dumps(
        {
            "id": "invoice-4711",  # the same id is sent once, however often this runs
            "from": "billing@contoso.com",
            "to": ["ada@fabrikam.com", "bob@fabrikam.com"],
            "subject": "Your invoice 4711",
            "text": "Hello, the invoice is ready.",
        }
    ),
    time_to_live=-1,  # else a message that waits is gone after seven days
)
