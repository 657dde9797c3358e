package dev.postroom.core.mime;

import dev.postroom.message.Correspondent;
import java.util.List;

/** The correspondents of one field, and whether there were more than are kept. */
record AddressList(List<Correspondent> correspondents, boolean isCut) {}
