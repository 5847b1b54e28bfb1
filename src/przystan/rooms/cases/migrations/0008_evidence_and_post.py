from datetime import UTC, date, datetime

import django.db.models.deletion
import przystan.rooms.cases.types.evidence
import przystan.rooms.cases.types.proceedings
from django.db import migrations, models

RULE = {
    "code": "electronic_delivery", "version": 1, "kind": "term", "subject": "electronic_delivery",
    "length": 14, "unit": "days", "article": "ustawa o doręczeniach elektronicznych, art. 42",
    "source": "Do potwierdzenia: artykuł i długość terminu. Ustawa z 18 listopada 2020 r. "
              "o doręczeniach elektronicznych",
    "valid_from": date(2021, 10, 5), "is_confirmed": False,
    "recorded_at": datetime(2022, 10, 1, tzinfo=UTC), "recorded_by": "Przystań"}


def lay_rule(apps, _schema):
    apps.get_model("cases", "LawRule").objects.create(**RULE)


def take_rule_back(apps, _schema):
    apps.get_model("cases", "LawRule").objects.filter(code=RULE["code"]).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_laid_law_and_letters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.clockevent')),
                ('heard', models.CharField(choices=[('applicant', 'applicant'), ('spouse', 'spouse'), ('witness', 'witness')], max_length=9)),
                ('at', models.TimeField(db_column='at_time')),
                ('place', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ('event',),
            },
        ),
        migrations.CreateModel(
            name='HearingOutcome',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.clockevent')),
                ('was_held', models.BooleanField()),
                ('minutes', models.TextField(blank=True)),
            ],
            options={
                'ordering': ('event',),
            },
        ),
        migrations.CreateModel(
            name='OpinionReply',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='cases.clockevent')),
                ('answer', models.CharField(choices=[('no_objection', 'no_objection'), ('objection', 'objection')], max_length=12)),
                ('text', models.TextField(blank=True)),
            ],
            options={
                'ordering': ('event',),
            },
        ),
        migrations.CreateModel(
            name='PartyAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('street', models.CharField(blank=True, max_length=120)),
                ('postcode', models.CharField(blank=True, max_length=12)),
                ('town', models.CharField(blank=True, max_length=80)),
                ('country', models.CharField(blank=True, max_length=60)),
                ('electronic', models.CharField(blank=True, max_length=40)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=160)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.AddField(
            model_name='letterdelivery',
            name='reference',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AlterField(
            model_name='clockevent',
            name='kind',
            field=models.CharField(choices=[('received', 'received'), ('appeared', 'appeared'), ('fingerprints', 'fingerprints'), ('defects_summoned', 'defects_summoned'), ('defects_remedied', 'defects_remedied'), ('documents_summoned', 'documents_summoned'), ('documents_complete', 'documents_complete'), ('opinion_asked', 'opinion_asked'), ('opinion_prolonged', 'opinion_prolonged'), ('opinion_received', 'opinion_received'), ('hearing_summoned', 'hearing_summoned'), ('hearing_held', 'hearing_held'), ('hearing_missed', 'hearing_missed'), ('paused', 'paused'), ('resumed', 'resumed'), ('extended', 'extended'), ('decided', 'decided'), ('delivered', 'delivered'), ('appealed', 'appealed'), ('file_sent', 'file_sent'), ('appeal_ended', 'appeal_ended'), ('urged', 'urged'), ('court_set', 'court_set')], max_length=20),
        ),
        migrations.AlterField(
            model_name='letterdelivery',
            name='step',
            field=models.CharField(choices=[('sent', 'sent'), ('first_notice', 'first_notice'), ('second_notice', 'second_notice'), ('delivered', 'delivered'), ('refused', 'refused'), ('e_queued', 'e_queued'), ('e_sent', 'e_sent'), ('e_opened', 'e_opened'), ('e_deemed', 'e_deemed')], max_length=13),
        ),
        migrations.AddConstraint(
            model_name='letterdelivery',
            constraint=models.UniqueConstraint(condition=models.Q(('step', przystan.rooms.cases.types.proceedings.DeliveryStep['SENT']), models.Q(('reference', ''), _negated=True)), fields=('reference',), name='cases_registered_number_once'),
        ),
        migrations.AddField(
            model_name='hearingoutcome',
            name='hearing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='cases.hearing'),
        ),
        migrations.AddConstraint(
            model_name='opinionreply',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', przystan.rooms.cases.types.evidence.OpinionAnswer['OBJECTION']), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='cases_objection_says_why'),
        ),
        migrations.AddField(
            model_name='partyaddress',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addresses', to='cases.party'),
        ),
        migrations.AddConstraint(
            model_name='hearingoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('was_held', False), models.Q(('minutes', ''), _negated=True), _connector='OR'), name='cases_hearing_has_minutes'),
        ),
        migrations.AddConstraint(
            model_name='partyaddress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('street', ''), _negated=True), models.Q(('postcode', ''), _negated=True), models.Q(('town', ''), _negated=True)), models.Q(('electronic', ''), _negated=True), _connector='OR'), name='cases_address_postal_or_electronic'),
        ),
        migrations.RunPython(lay_rule, take_rule_back),
    ]
