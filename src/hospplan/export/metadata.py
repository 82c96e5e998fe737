"""From a plan to the metadata of its document."""

from hospplan.models.metadata import Classified, Metadata, MetadataSource
from hospplan.models.plan import Plan


def metadata_of(plan: Plan, name: str) -> Metadata:
    """
    What a document says of itself, under the names of GB/T 33480-2016; nothing that it does not say.

    Args:
        plan: What was read of the document.
        name: The document's name in the output.
    """
    document = plan.document
    header, sign_off, imprint, source = document.header, document.sign_off, document.imprint, document.source
    return Metadata(
        identifier=f"sha256:{source.sha256}",
        genre=header.genre,
        copy_number=header.copy_number,
        classified=None
        if header.classification is None
        else Classified(
            classification=header.classification, classification_period=header.classification_period
        ),
        urgency=header.urgency,
        issuer_mark=header.issuer_mark,
        document_number=header.document_number.text if header.document_number else None,
        signatories=header.signatories,
        title=header.title,
        addressees=header.addressees,
        attachments=document.attachment_list,
        issuers=sign_off.issuers,
        date=sign_off.date,
        note=document.note,
        cc=imprint.cc,
        issuing_office=imprint.issuing_office,
        issue_date=imprint.issue_date,
        source=MetadataSource(
            name=name, media_type=source.media_type, size=source.size, sha256=source.sha256
        ),
    )
