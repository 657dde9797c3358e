package dev.postroom;

/** Reports as other mail systems write them. */
final class Reports {
  private Reports() {}

  /** A delivery report (RFC 3464) of one recipient that failed. */
  static String failed(String recipient, String status, String messageId) {
    return delivery(recipient, "failed", status, messageId);
  }

  /** A delivery report of one recipient. */
  static String delivery(String recipient, String action, String status, String messageId) {
    return """
        From: Mail Delivery System <mailer-daemon@remote.example>
        To: somebody@acme.example
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="r"

        --r
        Content-Type: text/plain

        It could not be delivered.

        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.remote.example

        Final-Recipient: rfc822; %s
        Action: %s
        Status: %s

        --r
        Content-Type: text/rfc822-headers

        Message-ID: %s

        --r--
        """.formatted(recipient, action, status, messageId);
  }

  /** A complaint (RFC 5965) about what was sent from a return path. */
  static String complaint(String returnPath, String messageId) {
    return """
        From: Feedback <fbl@remote.example>
        To: support@acme.example
        Subject: Complaint
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="r"

        --r
        Content-Type: text/plain

        Somebody has complained.

        --r
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Feedback/1.0
        Version: 1
        Original-Mail-From: <%s>

        --r
        Content-Type: text/rfc822-headers

        Message-ID: %s

        --r--
        """.formatted(returnPath, messageId);
  }
}
