package dev.postroom.core.mime;

import dev.postroom.message.BodyText;
import dev.postroom.message.ParseStatus;
import java.util.Optional;

/**
 * The texts of a message. Where a message has several of a kind that are not attachments, they are put one after the other.
 *
 * @param text
 *          its plain text
 * @param html
 *          its HTML text, as the sender wrote it: it is to be made harmless before it is shown
 * @param status
 *          how much of its parts was understood; the fields of its own header are not read for this
 */
public record MessageBody(Optional<BodyText> text, Optional<BodyText> html, ParseStatus status) {}
