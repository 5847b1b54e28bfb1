import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('knowledge', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.IntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=160)),
                ('instead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knowledge.procedure')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='knowledge.procedure')),
            ],
            options={
                'ordering': ('procedure', 'id'),
                'constraints': [models.UniqueConstraint(fields=('procedure', 'version'), name='knowledge_withdrawn_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='knowledge_withdrawal_reason'), models.CheckConstraint(condition=models.Q(('instead', None), models.Q(('instead', models.F('procedure')), _negated=True), _connector='OR'), name='knowledge_withdrawal_instead')],
            },
        ),
    ]
